"""Where reports come from: files, folders, tables, archives, feeds; each document as raw bytes, or the reason why not."""

from __future__ import annotations
