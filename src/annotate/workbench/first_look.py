"""What can be shown before the database layer is imported: the article where the user left off."""

from annotate.config import Config
from annotate.store.glance import Glance, glance
from annotate.store.scope import Scope
from annotate.text.document import annotator_id


def first_look(config: Config, article: str | None = None) -> Glance | None:
    """The named article (by id or file name) or the last one; None where that cannot be told yet."""
    who = annotator_id(config.annotator)
    return glance(config.database, who, Scope.of(who, config.layer), article)
