"""Following feeds and folders: what is new in them is fetched, politely, and read into a record."""
