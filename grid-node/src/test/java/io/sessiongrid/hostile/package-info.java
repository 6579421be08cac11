/** What decoders must stand: bytes that nobody of ours wrote. */
@NullMarked
package io.sessiongrid.hostile;

import org.jspecify.annotations.NullMarked;
