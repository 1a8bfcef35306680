// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * Folders as sources of Flink jobs: one row for each file, in batch and as files arrive.
 *
 * <p>The coordinator lists ({@code FolderListing}) and hands out groups of files ({@code
 * FolderEnumerator}, {@code FileGroups}); readers ({@code FolderReader}) make rows of them on
 * threads of their own, in the order of the files. What a row is, {@link
 * io.multimodal.connectors.folder.FileRows} says; this package knows nothing of media. Why it is
 * not Flink's {@code FileSource}: {@code docs/decisions/0006-a-source-for-folders.md}.
 */
package io.multimodal.connectors.folder;
