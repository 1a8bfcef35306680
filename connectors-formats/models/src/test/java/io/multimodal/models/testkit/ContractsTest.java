// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.testkit.FaultyProvider.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The contracts find what they are for: each fault fails its test. */
class ContractsTest {
    @Test
    void findsFaultsOfProviders() throws Throwable {
        finds(Fault.REVERSES, ModelProviderContract::givesEachRowOfABatchWhatItGivesTheRowAlone);
        finds(
                Fault.DEPENDS_ON_BATCH,
                ModelProviderContract::givesEachRowOfABatchWhatItGivesTheRowAlone);
        finds(Fault.PADS, ModelProviderContract::givesEachRowOfABatchWhatItGivesTheRowAlone);
        finds(Fault.READS_FROM_ZERO, ModelProviderContract::readsFromThePositionToTheLimit);
        finds(Fault.NEVER_THE_SAME, ModelProviderContract::givesTheSameAgainWhereItSaysSo);
        finds(Fault.OTHER_DIGEST, ModelProviderContract::opensTheSameModelWhereverItIs);
        finds(Fault.RUNS_ANYTHING, ModelProviderContract::goesOnAfterABatchThatItCannotRun);
        finds(Fault.ENDS_WITH_SOURCE, ModelProviderContract::outlivesItsSourceAndEndsAlone);
        finds(Fault.WRONG_SHAPE, ModelProviderContract::givesWhatTheBindingNames);
        finds(Fault.SHARES_A_BUFFER, ModelProviderContract::runsSeveralBatchesAtOnce);
    }

    /** Without the fault, the same test passes. */
    private static void finds(Fault fault, ThrowingConsumer<ModelProviderContract> test)
            throws Throwable {
        ModelProviderContract sound = opened(Fault.NONE);
        ModelProviderContract faulty = opened(fault);
        try {
            test.accept(sound);
            assertThatThrownBy(() -> test.accept(faulty)).as(fault.toString()).isNotNull();
        } finally {
            sound.close();
            faulty.close();
        }
    }

    private static ModelProviderContract opened(Fault fault) throws Exception {
        ModelProviderContract contract = new FaultyProvider(fault);
        contract.open();
        return contract;
    }

    @Test
    void findsFaultsOfTasks() throws Exception {
        ModelTaskContract contract = new FaultyTask();
        contract.open();
        try {
            List<ThrowingConsumer<ModelTaskContract>> tests =
                    List.of(
                            ModelTaskContract::isFoundByItsServiceFile,
                            ModelTaskContract::hasOptionsOfItsOwn,
                            ModelTaskContract::writesAllOfTheInputsThatTheModelTakes,
                            ModelTaskContract::saysWhetherInputsHaveManyShapes,
                            ModelTaskContract::givesRowsOfItsOutputTypes,
                            ModelTaskContract::hasAnotherIdentityWithEachOtherOption,
                            ModelTaskContract::refusesOutputsThatItCannotDecode,
                            ModelTaskContract::refusesAModelThatDoesNotFit);
            for (int i = 0; i < tests.size(); i++) {
                ThrowingConsumer<ModelTaskContract> test = tests.get(i);
                assertThatThrownBy(() -> test.accept(contract)).as("test %d", i).isNotNull();
            }
        } finally {
            contract.close();
        }
    }
}
