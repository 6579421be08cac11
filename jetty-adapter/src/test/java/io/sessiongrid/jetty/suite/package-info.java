/** Jetty's own test suites for session stores and caches, run against ours. */
package io.sessiongrid.jetty.suite;
