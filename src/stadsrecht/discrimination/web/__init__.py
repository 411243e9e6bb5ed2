"""Pages of the door, of the receipt, and of the office's desk."""
