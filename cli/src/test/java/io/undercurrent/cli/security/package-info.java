/** Brokers that demand TLS, logins and ACLs; where secrets go and what listens. */
package io.undercurrent.cli.security;
