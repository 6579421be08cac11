/**
 * What every container's adapter must do, seen over HTTP. An adapter's tests extend the contracts and only say how a
 * server is started:
 *
 * <ul>
 *   <li>{@link io.sessiongrid.contract.HttpSessionContract}, once for each mode, sticky or not;
 *   <li>{@link io.sessiongrid.contract.RemoteGridContract}, where the network fails;
 *   <li>{@link io.sessiongrid.contract.SettingsContract}, with other settings;
 *   <li>{@link io.sessiongrid.contract.KilledProcessContract}, once for each mode, sticky or not, and
 *       {@link io.sessiongrid.contract.FrozenMemberContract}: their servers are processes.
 * </ul>
 *
 * <p>Where the application servers run in the test's JVM, a test hands its servlet's code over as an object
 * ({@link io.sessiongrid.contract.ServletCode}); what it learns, it learns by HTTP.
 */
@NullMarked
package io.sessiongrid.contract;

import org.jspecify.annotations.NullMarked;
