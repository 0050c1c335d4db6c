"""Files in and out: imports of real exports, and tables that a spreadsheet may open safely."""
