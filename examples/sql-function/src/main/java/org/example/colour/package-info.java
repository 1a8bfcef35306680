// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * An example of SQL functions in a jar of their own: the colours of an image. Start at {@link
 * org.example.colour.ColourFunctions}.
 */
package org.example.colour;
