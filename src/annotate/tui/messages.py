"""What widgets and workers tell the screens. Workers never touch widgets; they post these."""

from textual.message import Message


class ItemChosen(Message):
    """Enter or a click on an item of a list."""

    def __init__(self, list_id: str | None, index: int, *, clicked: bool = False) -> None:
        super().__init__()
        self.list_id = list_id
        self.index = index
        self.clicked = clicked


class ItemHighlighted(Message):
    """Another item of a list is highlighted."""

    def __init__(self, list_id: str | None, index: int) -> None:
        super().__init__()
        self.list_id = list_id
        self.index = index


class Progressed(Message):
    """So much of something long is done."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total
