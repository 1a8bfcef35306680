// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Lists the files of a folder: globs, links, what a listing says of a file. Start at {@link
 * io.multimodal.connectors.media.source.listing.FolderListing}.
 */
@Internal
package io.multimodal.connectors.media.source.listing;

import io.multimodal.annotation.Internal;
