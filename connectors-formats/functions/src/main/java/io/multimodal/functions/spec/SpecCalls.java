// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.functions.spec.FunctionSpec.Reach;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.ResultCache;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.OnError;
import io.multimodal.types.program.Programs;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction.SpecializedContext;
import org.apache.flink.table.types.DataType;

/**
 * What scalar and table functions share: the options of the session, the stores and readers of the
 * process, and the failure contract. Shipped with the function; opened where it runs.
 */
final class SpecCalls implements Serializable {
    private static final long serialVersionUID = 1L;

    private final FunctionSpec spec;
    private final boolean nullOnError;
    private final MultimodalConfig config;
    private final ArrayList<String> words;
    private final ArgumentChecks checks;
    private transient List<Optional<MultimodalType<?>>> types;
    private transient MediaRuntime media;
    private transient FailurePolicy failures;
    private transient FailurePolicy nothing;

    /** A function that is not planned yet. */
    SpecCalls(FunctionSpec spec, boolean nullOnError) {
        this(spec, nullOnError, null, List.of(), ArgumentChecks.ofAll(spec));
    }

    private SpecCalls(
            FunctionSpec spec,
            boolean nullOnError,
            MultimodalConfig config,
            List<String> words,
            ArgumentChecks checks) {
        this.spec = spec;
        this.nullOnError = nullOnError;
        this.config = config;
        this.words = new ArrayList<>(words);
        this.checks = checks;
    }

    FunctionSpec spec() {
        return spec;
    }

    String name() {
        return nullOnError ? "TRY_" + spec.name() : spec.name();
    }

    /** The same for a call with these arguments in a session with these options. */
    SpecCalls specialised(SpecializedContext context) {
        List<String> known = new ArrayList<>();
        for (DataType type : context.getCallContext().getArgumentDataTypes()) {
            known.add(
                    TypeWords.multimodal(type.getLogicalType())
                            .map(MultimodalType::word)
                            .orElse(""));
        }
        MultimodalConfig resolved = MultimodalOptions.resolve(context.getConfiguration());
        ArgumentChecks.place(spec, context.getCallContext(), resolved.store());
        return new SpecCalls(
                spec,
                nullOnError,
                resolved,
                known,
                ArgumentChecks.planned(spec, context.getCallContext()));
    }

    /** Opens what is needed: nothing, for a lazy function that leaves no dead letters. */
    void open(FunctionContext context) throws IOException {
        if (config == null) {
            throw new IllegalStateException(
                    name() + " was not planned by the Table API; call it in SQL or an expression");
        }
        types = new ArrayList<>();
        for (String word : words) {
            types.add(MultimodalTypes.named(word));
        }
        nothing = FailurePolicy.nullOnError(name());
        boolean letters = !nullOnError && config.onError() == OnError.DEAD_LETTER;
        if (letters || spec.reach() != Reach.LAZY) {
            media = MediaRuntime.acquire(config);
        }
        if (nullOnError) {
            failures = nothing;
        } else if (letters) {
            failures =
                    config.runningAs(jobOf(context))
                            .failurePolicy(name(), media.stores().main().records());
        } else {
            failures = config.failurePolicy(name());
        }
    }

    /** The name under which the job runs; null where it does not run, as in the planner. */
    private static String jobOf(FunctionContext context) {
        try {
            return context.getMetricGroup().getAllVariables().get(MultimodalConfig.JOB_NAME);
        } catch (TableException e) {
            return null;
        }
    }

    void close() throws IOException {
        if (media != null) {
            media.close();
            media = null;
        }
    }

    /** The value that the body gives; null for NULL, and where the failure contract says so. */
    Object result(Object[] arguments) throws IOException {
        List<Argument> taken = spec.argumentList();
        for (int i = 0; i < taken.size(); i++) {
            boolean missing = i >= arguments.length || arguments[i] == null;
            if (missing && !taken.get(i).optional()) {
                return null;
            }
        }
        Call call =
                new Call(arguments, types, spec.reach() == Reach.LAZY ? null : media, nullOnError);
        try {
            checks.check(name(), arguments);
            return spec.isRemembered() ? remembered(call) : spec.body().result(call);
        } catch (InvalidReferenceException e) {
            failures.onFailure(call.subject(), e);
        } catch (IOException e) {
            policyOf(call).onFailure(call.subject(), e);
        } finally {
            call.end();
        }
        return null;
    }

    private Object remembered(Call call) throws IOException, InvalidReferenceException {
        Optional<ResultCache.Key> key =
                ResultCache.Key.of(spec.name(), call.media(0).reference(), call.rest());
        Optional<Object> known = key.flatMap(media.results()::get);
        if (known.isPresent()) {
            return known.get();
        }
        Object result = spec.body().result(call);
        if (result != null) {
            key.ifPresent(kept -> media.results().put(kept, result));
        }
        return result;
    }

    /** A value whose program has nullOnError is NULL when it fails, in every function. */
    private FailurePolicy policyOf(Call call) {
        return call.references().stream().anyMatch(Programs::isNullOnError) ? nothing : failures;
    }
}
