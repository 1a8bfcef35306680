// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * How a job of Flink keeps what it needs in its stores: roots that are made when it is submitted,
 * and named by its checkpoints. Start at {@link io.multimodal.types.roots.RootedJob}.
 *
 * <pre>{@code
 * StreamGraph graph = env.getStreamGraph();
 * RootedJob.attach(graph);
 * env.execute(graph);
 * }</pre>
 *
 * <p>In SQL the option {@code multimodal.store.job-roots} does the same. No parameter or result is
 * null.
 */
package io.multimodal.types.roots;
