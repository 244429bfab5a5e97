"""Ground floor: errors, bilingual text, school calendar, ids. Nothing here knows a table, a pack or a page."""
