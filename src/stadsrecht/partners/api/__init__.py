"""The HSDS 3.0 interface, for programs of other directories: reading only, and nothing that is confidential."""
