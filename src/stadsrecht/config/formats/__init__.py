"""How dates are written where the language's own default does not suit a European city."""
