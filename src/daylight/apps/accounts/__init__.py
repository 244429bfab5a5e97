"""People, roles, scope and the audit chain (账户、岗位、管辖范围、审计链). The lowest app: it knows no school."""
