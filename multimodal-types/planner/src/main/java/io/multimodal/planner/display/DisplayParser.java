// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.display;

import io.multimodal.planner.parser.ForwardingParser;
import io.multimodal.types.config.KnownOptions;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.delegation.Parser;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.command.SetOperation;

/** A parser whose operations print types readably. */
final class DisplayParser extends ForwardingParser {
    private static final Pattern UNKNOWN_FUNCTION =
            Pattern.compile(
                    "No match found for function signature (TRY_)?((TO|AS)_)?(IMAGE|AUDIO|VIDEO|TENSOR|FILE|MEDIA|CONTENT|CHECKSUM|METADATA|MATERIALIZE|OBJECT_URI)[_(]");

    DisplayParser(Parser flink) {
        super(flink);
    }

    @Override
    public List<Operation> parse(String statement) {
        boolean shown = DisplayQuery.isAskedFor();
        try {
            return super.parse(statement).stream()
                    .map(DisplayParser::checked)
                    .map(DisplayParserFactory::readable)
                    .map(operation -> shown ? DisplayQuery.of(operation) : operation)
                    .map(PythonQuery::of)
                    .toList();
        } catch (ValidationException e) {
            throw readable(e);
        }
    }

    /**
     * The exception itself where it names no multimodal type. Otherwise one without a cause: the
     * SQL client prints the innermost message.
     */
    private static ValidationException readable(ValidationException refusal) {
        String message = String.valueOf(refusal.getMessage());
        String readable = DisplayText.of(root(refusal, message)) + remedy(message);
        if (readable.equals(message)) {
            return refusal;
        }
        ValidationException told = new ValidationException(readable);
        told.setStackTrace(refusal.getStackTrace());
        return told;
    }

    /** What a function of ours says of its call; Flink's message around it says the types alone. */
    private static String root(Throwable refusal, String message) {
        Throwable root = refusal;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String innermost = String.valueOf(root.getMessage());
        return innermost.startsWith("Cannot call ") ? innermost : message;
    }

    private static String remedy(String message) {
        return UNKNOWN_FUNCTION.matcher(message).find()
                ? "; the functions over media are known after LOAD MODULE multimodal"
                : "";
    }

    /** Refuses to set an option of ours that there is not. */
    private static Operation checked(Operation operation) {
        if (operation instanceof SetOperation set && set.getValue().isPresent()) {
            set.getKey().ifPresent(KnownOptions::check);
        }
        return operation;
    }
}
