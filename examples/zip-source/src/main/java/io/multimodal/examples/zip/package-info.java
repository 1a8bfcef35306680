// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * External objects of a scheme as a third party adds it: the members of a ZIP archive, read where
 * they are. Start at {@link io.multimodal.examples.zip.ZipProvider}. No parameter or result is
 * null.
 */
package io.multimodal.examples.zip;
