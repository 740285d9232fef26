return await Supervision.Pbm.PbmApp.RunAsync(args);
