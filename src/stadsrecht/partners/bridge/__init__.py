"""Pure parts of partners: hours on the clock, words and trigrams, lasting identities, and the shapes of HSDS."""
