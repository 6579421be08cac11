/** The contract of {@link io.sessiongrid.contract} on Jetty 12.1, and what only Jetty has. */
@NullMarked
package io.sessiongrid.jetty;

import org.jspecify.annotations.NullMarked;
