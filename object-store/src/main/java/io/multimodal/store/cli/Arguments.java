// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command line, taken apart.
 *
 * @param command its first word; empty where there is none
 * @param operands its other words
 * @param options what was given after each {@code --name}; empty for those that take nothing
 */
record Arguments(String command, List<String> operands, Map<String, String> options) {
    private static final Set<String> WITH_VALUE =
            Set.of("store", "external", "o", "seconds", "expires");
    private static final Set<String> WITHOUT_VALUE = Set.of("json", "yes", "help");

    /** Joins the values of an option that is repeated: no value can hold it. */
    static final String SEPARATOR = "\0";

    private static final Set<String> REPEATED = Set.of("external");

    private static final Set<String> EVERYWHERE = Set.of("store", "external", "json", "help");

    static Arguments parse(String[] args) throws MisuseException {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        boolean optionsEnded = false;
        for (int i = 0; i < args.length; i++) {
            String word = args[i];
            if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
                words.add(word);
                continue;
            }
            if (word.equals("--")) {
                optionsEnded = true;
                continue;
            }
            String name = word.replaceFirst("^--?", "");
            if (WITHOUT_VALUE.contains(name)) {
                options.put(name, "");
            } else if (!WITH_VALUE.contains(name)) {
                throw new MisuseException("There is no option " + word);
            } else if (i + 1 == args.length) {
                throw new MisuseException("The option " + word + " needs a value");
            } else {
                i++;
                options.merge(
                        name,
                        args[i],
                        (before, next) ->
                                REPEATED.contains(name) ? before + SEPARATOR + next : next);
            }
        }
        String command = words.isEmpty() ? "" : words.remove(0);
        return new Arguments(command, List.copyOf(words), Map.copyOf(options));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** Refuses options that this command does not know. */
    void allow(Set<String> known) throws MisuseException {
        for (String option : options.keySet()) {
            if (!EVERYWHERE.contains(option) && !known.contains(option)) {
                throw new MisuseException("The command " + command + " has no option " + option);
            }
        }
    }

    /** The only operand. */
    String only(String what) throws MisuseException {
        if (operands.size() != 1) {
            throw new MisuseException(
                    "The command "
                            + command
                            + " takes one "
                            + what
                            + ", there are "
                            + operands.size());
        }
        return operands.get(0);
    }

    /** Refuses operands. */
    void none() throws MisuseException {
        if (!operands.isEmpty()) {
            throw new MisuseException("The command " + command + " takes nothing more");
        }
    }
}
