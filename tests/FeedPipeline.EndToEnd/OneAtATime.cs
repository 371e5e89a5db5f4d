// Every test runs several processes; side by side they would measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
