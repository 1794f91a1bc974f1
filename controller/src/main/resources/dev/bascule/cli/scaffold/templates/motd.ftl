[=inventory_hostname] [=purpose]. Managed by Bascule: changes made here by hand are undone.
