"""The Human Services Data Specification 3.0: our records in its shapes, and its objects as our columns.

What another directory says that has no column here is carried along in `carried` and given out again unchanged, so that
an entry which comes from elsewhere loses nothing on its way through. Where a partner says something else here, its own
words go before what was carried.
"""
