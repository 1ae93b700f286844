comment on column loadstar.run.kind is 'load, replay of quarantined records of a batch that was loaded, or retract: the batch was taken back';
