/** The processes of the demo: how they are started, killed, looked at, and never left behind. */
@NullMarked
package io.sessiongrid.demo.process;

import org.jspecify.annotations.NullMarked;
