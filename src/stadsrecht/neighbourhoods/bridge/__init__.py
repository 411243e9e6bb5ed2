"""Values without a database: the line, the offer's time, meetings as text, the questions."""
