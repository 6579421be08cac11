/** The load balancer of the demo, and beside it the panel by which processes are killed and restarted. */
@NullMarked
package io.sessiongrid.demo.proxy;

import org.jspecify.annotations.NullMarked;
