"""What every module needs and none owns: audit trail, permissions, localised text, registry, base of errors."""
