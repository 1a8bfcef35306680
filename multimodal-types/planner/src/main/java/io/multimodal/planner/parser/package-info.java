// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The words {@code IMAGE} and its relatives in the text of a statement: lexer, positions of types,
 * the types that the parser knows by name. Start at {@link
 * io.multimodal.planner.parser.MultimodalParserFactory}.
 */
@Internal
package io.multimodal.planner.parser;

import io.multimodal.annotation.Internal;
