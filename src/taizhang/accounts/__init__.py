"""People, roles and sessions (人员、角色、登录)."""
