Console.WriteLine("tiny-engine");
