//! The only place that builds an HTTP client.
//!
//! Two kinds, and no third: [`NodeHttp`] has a token and one origin, and [`AgentHttp`] cannot have a token and looks at every
//! address before it connects. Neither follows a redirect, uses a proxy or keeps a cookie; both cap what they read.
