"""Every use case, one method each. The one door between the faces and the store, formats and text."""
