Console.WriteLine("supervision");
