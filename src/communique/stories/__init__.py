"""Which reports tell one story: copies and rewrites, what they changed, and who reported independently."""

from communique.stories.comparison import compare
from communique.stories.grouping import Grouping, group
from communique.stories.index import StoryIndex
from communique.stories.shelf import Shelf

__all__ = ["Grouping", "Shelf", "StoryIndex", "compare", "group"]
