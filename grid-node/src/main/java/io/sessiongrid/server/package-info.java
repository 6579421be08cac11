/** The dedicated member: its command line, its HTTP listener, and the order in which it leaves. */
@NullMarked
package io.sessiongrid.server;

import org.jspecify.annotations.NullMarked;
