// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The sink of the {@code media} connector: writes the objects that rows refer to as files of a
 * folder or objects of a bucket. Start at {@link
 * io.multimodal.connectors.media.sink.MediaFileSink}.
 *
 * <p>A writer stages content and appends it to a <em>list</em>. What passes from the writer to the
 * committer, and lies in checkpoints, is one reference for each list of up to 10,000 files. The
 * committer publishes the files of a list, writes the list's manifest, and removes what was staged.
 * Each of these steps can be repeated.
 */
@Internal
package io.multimodal.connectors.media.sink;

import io.multimodal.annotation.Internal;
