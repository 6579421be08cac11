/**
 * A model of what sessions may contain, shoppers that hold the servers' answers against it, and the report of a run.
 * Which servers there are, and what happens to them, is decided elsewhere.
 */
@NullMarked
package io.sessiongrid.tomcat.faults;

import org.jspecify.annotations.NullMarked;
