// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import java.util.List;

/**
 * Who called the parser. The first caller decides: Flink also parses the queries of views that a
 * catalog has kept, whose columns keep their types whoever asked for the view.
 */
final class ParserCallers {
    private ParserCallers() {}

    /** The frames of this thread outside this module, the nearest first; at least one. */
    static List<StackWalker.StackFrame> get() {
        return StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(ParserCallers::isOurs).toList());
    }

    private static boolean isOurs(StackWalker.StackFrame frame) {
        return frame.getClassName().startsWith("io.multimodal.planner.");
    }
}
