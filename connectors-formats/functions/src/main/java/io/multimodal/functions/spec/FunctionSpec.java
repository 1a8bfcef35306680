// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.types.failure.ErrorCode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;

/**
 * The specification of a SQL function: its name, arguments, result, documentation and
 * implementation. Immutable and thread-safe.
 *
 * @see Builder
 */
@Public
public final class FunctionSpec implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    /** What a function reads. */
    public enum Reach {
        /** Nothing: it appends to the reference's program, or uses its arguments alone. */
        LAZY,
        /** Objects, and it may put new ones: the same arguments have the same result. */
        READING,
        /** Something that may change between calls: external objects, keys, clocks. */
        OUTSIDE
    }

    private final String name;
    private final Reach reach;
    private final String description;
    private final ArrayList<Argument> arguments;
    private final DataType result;
    private final boolean table;
    private final int place;
    private final ArrayList<ErrorCode> errors;
    private final ArrayList<Rule> rules;
    private final String example;
    private final String exampleResult;
    private final boolean remembered;
    private final Body body;

    private FunctionSpec(Builder builder, Body body) {
        this.name = builder.name;
        this.reach = builder.reach;
        this.description = builder.description;
        this.arguments = new ArrayList<>(builder.arguments);
        this.result = builder.result;
        this.table = builder.table;
        this.place = builder.place;
        this.errors = new ArrayList<>(builder.errors);
        this.rules = new ArrayList<>(builder.rules);
        if (!rules.isEmpty() || arguments.stream().anyMatch(a -> a.allowed() != Allowed.ALL)) {
            this.errors.add(ErrorCode.INVALID_ARGUMENT);
        }
        this.example = builder.example;
        this.exampleResult = builder.exampleResult;
        this.remembered = builder.remembered;
        this.body = body;
    }

    /** A function that reads nothing and opens no store. */
    public static Builder lazy(String name) {
        return new Builder(name, Reach.LAZY);
    }

    /** A function that reads objects, or puts them. */
    public static Builder reading(String name) {
        return new Builder(name, Reach.READING);
    }

    /** A function whose result depends on more than its arguments. */
    public static Builder outside(String name) {
        return new Builder(name, Reach.OUTSIDE);
    }

    /** The name in SQL, in upper case, without {@code TRY_}. */
    public String name() {
        return name;
    }

    /** What the function reads. */
    public Reach reach() {
        return reach;
    }

    /** What the function does, in one sentence or a few. */
    public String description() {
        return description;
    }

    /** The arguments in their order, the optional ones last. */
    public List<Argument> arguments() {
        return List.copyOf(arguments);
    }

    /** The same without a copy, for each row. */
    List<Argument> argumentList() {
        return arguments;
    }

    /** The result's type, always nullable; null if it is the type of the first argument. */
    public DataType result() {
        return result;
    }

    /** The result's type as SQL spells it. */
    public String resultText() {
        return result == null ? "as the first argument" : TypeWords.of(result);
    }

    /**
     * The name and arguments, as in {@code IMAGE_BLUR(img IMAGE, radius DOUBLE)}; optional ones in
     * brackets.
     */
    public String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        int open = 0;
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.optional()) {
                text.append(i == 0 ? "[" : " [");
                open++;
            }
            text.append(i == 0 ? "" : ", ").append(argument.name());
            text.append(' ').append(argument.typeText());
        }
        return text.append("]".repeat(open)).append(')').toString();
    }

    /** Whether it is a table function: {@code FROM t, LATERAL TABLE(f(x))}. */
    public boolean isTable() {
        return table;
    }

    /** The codes of its own failures, in addition to those of reading its argument. */
    public List<ErrorCode> errors() {
        return List.copyOf(errors);
    }

    /** An expression over the sample row of the documentation. */
    public String example() {
        return example;
    }

    /** The result of the example, as text. */
    public String exampleResult() {
        return exampleResult;
    }

    /** Which argument is a place outside the stores; empty if there is none. */
    OptionalInt place() {
        return place == NONE ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** What has to be true of several arguments together. */
    List<Rule> rules() {
        return rules;
    }

    /** Whether results are kept for a while, by what the first argument refers to. */
    boolean isRemembered() {
        return remembered;
    }

    Body body() {
        return body;
    }

    /**
     * The function for SQL; a new one for each call.
     *
     * @param nullOnError the {@code TRY_} form
     */
    public UserDefinedFunction toSql(boolean nullOnError) {
        SpecCalls calls = new SpecCalls(this, nullOnError);
        return table ? new SpecTableFunction(calls) : new SpecScalarFunction(calls);
    }

    /** Builds a specification; {@link #implementation} ends it. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Reach reach;
        private final List<Argument> arguments = new ArrayList<>();
        private final List<ErrorCode> errors = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();
        private String description = "";
        private DataType result;
        private boolean table;
        private int place = NONE;
        private String example = "";
        private String exampleResult = "";
        private boolean remembered;

        private Builder(String name, Reach reach) {
            this.name = name;
            this.reach = reach;
        }

        /** Sets what the function does, in one sentence or a few. */
        public Builder description(String what) {
            description = what;
            return this;
        }

        /** A required argument that takes every value of its type. */
        public Builder argument(String argument, DataType type, String meaning) {
            return argument(argument, type, meaning, Allowed.ALL);
        }

        /** A required argument. */
        public Builder argument(String argument, DataType type, String meaning, Allowed allowed) {
            arguments.add(new Argument(argument, type, false, meaning, allowed));
            return this;
        }

        /** A required argument of any multimodal type. */
        public Builder mediaArgument(String argument, String meaning) {
            return argument(argument, null, meaning);
        }

        /** A required argument: the URI of a place outside the stores. */
        public Builder uriArgument(String argument, String meaning) {
            place = arguments.size();
            return argument(argument, DataTypes.STRING(), meaning);
        }

        /** An optional argument; none that is required may follow. */
        public Builder optionalArgument(String argument, DataType type, String meaning) {
            return optionalArgument(argument, type, meaning, Allowed.ALL);
        }

        /**
         * An optional argument that does not take every value of its type; no required one may
         * follow.
         */
        public Builder optionalArgument(
                String argument, DataType type, String meaning, Allowed allowed) {
            arguments.add(new Argument(argument, type, true, meaning, allowed));
            return this;
        }

        /** Adds a condition on several arguments together. */
        public Builder requires(Rule rule) {
            rules.add(rule);
            return this;
        }

        /** Sets the type of the result; not called if it is the type of the first argument. */
        public Builder returns(DataType type) {
            result = type;
            return this;
        }

        /** Makes it a table function whose rows have these columns. */
        public Builder returnsRows(DataType row) {
            result = row;
            table = true;
            return this;
        }

        /**
         * Adds the codes with which the function fails, in addition to those of reading its
         * argument.
         */
        public Builder fails(ErrorCode... codes) {
            errors.addAll(Arrays.asList(codes));
            return this;
        }

        /**
         * Sets the example, which a test runs.
         *
         * @param expression over the columns of the sample row; for a table function the call
         * @param text the result as text; of a table function its rows, in lines
         */
        public Builder example(String expression, String text) {
            example = expression;
            exampleResult = text;
            return this;
        }

        /**
         * Caches the results for a while. It is for a function with a small result, a text or a
         * number, that reads all of its first argument: a join calls it for each pair of rows, but
         * it reads each object once.
         */
        public Builder remembered() {
            remembered = true;
            return this;
        }

        /** The specification with this implementation. */
        public FunctionSpec implementation(Body body) {
            return new FunctionSpec(this, body);
        }
    }
}
