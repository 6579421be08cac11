/** What an application has to have for its sessions to be in Redis. */
@NullMarked
package io.sessiongrid.bench.springredis;

import org.jspecify.annotations.NullMarked;
