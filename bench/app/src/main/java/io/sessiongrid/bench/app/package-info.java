/** The web application that every contender runs; it knows the Servlet API alone. */
@NullMarked
package io.sessiongrid.bench.app;

import org.jspecify.annotations.NullMarked;
