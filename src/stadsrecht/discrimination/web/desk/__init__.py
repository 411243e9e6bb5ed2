"""The desk of the office: keys, lists, one case, and the coordinator's and custodian's pages. The city is refused."""
