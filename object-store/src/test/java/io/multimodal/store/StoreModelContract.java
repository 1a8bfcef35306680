// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.error.StoreException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * Whatever several processes do with a store, in whatever order, it holds what a map would hold.
 * Authors of a backend extend this class and say how to open a store once more.
 */
public abstract class StoreModelContract {
    /** Opens the store that the present try works on, whose inline threshold is 16. */
    protected abstract ObjectStore open() throws Exception;

    /** Begins a try: the next {@link #open} makes an empty store. */
    protected abstract void begin() throws Exception;

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void holdsWhatAMapWouldHold(@ForAll("histories") ActionChain<StoreModel> history)
            throws StoreException {
        StoreModel end = history.run();
        end.close();
    }

    @Provide
    Arbitrary<ActionChain<StoreModel>> histories() {
        return ActionChain.startWith(this::model)
                .withAction(10, step("put", StoreModel::put))
                .withAction(10, step("read", StoreModel::read))
                .withAction(3, step("erase", StoreModel::erase))
                .withAction(4, new PutAtOnce())
                .withAction(2, ofProcess("find missing", StoreModel::findMissing))
                .withAction(1, ofProcess("list", StoreModel::list))
                .withAction(1, ofProcess("audit", StoreModel::audit))
                .withAction(2, ofProcess("restart", StoreModel::restart))
                .withAction(2, ofProcess("kill", StoreModel::kill))
                .withMaxTransformations(60);
    }

    private StoreModel model() {
        try {
            begin();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new StoreModel(
                () -> {
                    try {
                        return open();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static Arbitrary<Integer> process() {
        return Arbitraries.integers().between(0, StoreModel.PROCESSES - 1);
    }

    private static Arbitrary<Integer> content() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        9, Arbitraries.integers().between(0, StoreModel.SMALL_CONTENTS - 1)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(StoreModel.SMALL_CONTENTS, StoreModel.CONTENTS - 1)));
    }

    private static Action.Independent<StoreModel> step(String name, OnContent step) {
        return () ->
                Combinators.combine(process(), content())
                        .as(
                                (process, content) ->
                                        transformer(
                                                name + " " + content + " in process " + process,
                                                model -> step.run(model, process, content)));
    }

    private static Action.Independent<StoreModel> ofProcess(String name, OnProcess step) {
        return () ->
                process()
                        .map(
                                process ->
                                        transformer(
                                                name + " in process " + process,
                                                model -> step.run(model, process)));
    }

    private static Transformer<StoreModel> transformer(String name, Step step) {
        return Transformer.mutate(
                name,
                model -> {
                    try {
                        step.run(model);
                    } catch (Exception e) {
                        throw new AssertionError(name + " failed", e);
                    }
                });
    }

    private static final class PutAtOnce implements Action.Independent<StoreModel> {
        @Override
        public Arbitrary<Transformer<StoreModel>> transformer() {
            Arbitrary<Set<Integer>> some =
                    Arbitraries.integers()
                            .between(0, StoreModel.SMALL_CONTENTS - 1)
                            .set()
                            .ofMinSize(2);
            return some.map(
                    contents ->
                            StoreModelContract.transformer(
                                    "put at once " + contents,
                                    model -> model.putAtOnce(List.copyOf(contents))));
        }
    }

    private interface Step {
        void run(StoreModel model) throws Exception;
    }

    private interface OnProcess {
        void run(StoreModel model, int process) throws Exception;
    }

    private interface OnContent {
        void run(StoreModel model, int process, int content) throws Exception;
    }
}
