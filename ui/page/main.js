// Boots the page. Views are added in the next commits.
